"""``manage.py create_administrator``: somebody who can sign in at once."""

import getpass
from argparse import ArgumentParser

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from members.services import create_account


class Command(BaseCommand):
    """Asks for what is not given. The address counts as verified, unlike with Django's ``createsuperuser``."""

    help = "Make an administrator, or make an existing account one, verified e-mail address included."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email")
        parser.add_argument("--name")
        parser.add_argument("--password", help="read from the terminal if left out")

    def handle(self, *args: object, **options: str | None) -> None:
        email = options["email"] or input("E-mail address: ")
        name = options["name"] or input("Name: ")
        password = options["password"] or getpass.getpass("Password: ")
        try:
            validate_email(email)
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        first, _, last = name.partition(" ")
        create_account(email=email, first_name=first or email, last_name=last, password=password, administrator=True)
        self.stdout.write(self.style.SUCCESS(f"{email} can sign in as administrator."))
