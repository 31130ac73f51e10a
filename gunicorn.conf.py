"""The server's settings, read by gunicorn from the folder it starts in. Anything can be overridden on its command line."""

import os

bind = os.environ.get("KRING_BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("KRING_WORKERS", "2"))
worker_class = "gthread"
threads = int(os.environ.get("KRING_THREADS", "4"))
control_socket_disable = True  # else it writes to the home folder
preload_app = False  # each worker opens its own database connections
max_requests = 20_000
max_requests_jitter = 2_000
graceful_timeout = 10
timeout = 60
loglevel = os.environ.get("KRING_SERVER_LOG_LEVEL", "warning")
forwarded_allow_ips = os.environ.get("KRING_FORWARDED_ALLOW_IPS", "127.0.0.1")


def when_ready(server: object) -> None:
    """Say where to look, now that somebody answers there."""
    if bind.startswith("127.0.0.1:"):
        print(f"\nKring is at http://localhost:{bind.partition(':')[2]}/  (Ctrl-C stops it)\n", flush=True)  # noqa: T201
