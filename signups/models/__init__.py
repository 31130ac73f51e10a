"""Seats, who has them, and what was said about it."""

from .calendar import CalendarKey
from .interest import Interest
from .offering import Occasion, Offering, in_language
from .poll import Poll, PollOption, PollReply
from .question import Question
from .signup import Answer, Attendance, Consent, LogEntry, Signup

__all__ = [
    "Answer",
    "Attendance",
    "CalendarKey",
    "Consent",
    "Interest",
    "LogEntry",
    "Occasion",
    "Offering",
    "Poll",
    "PollOption",
    "PollReply",
    "Question",
    "Signup",
    "in_language",
]
