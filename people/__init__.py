"""Who knows what: members who let others ask them something."""
