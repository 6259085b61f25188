"""The pages about a class and about one student: plain HTML, each one file by itself."""

from .feedback import student_page
from .overview import class_page
from .page import SIGNS, feedback_name

__all__ = ["SIGNS", "class_page", "feedback_name", "student_page"]
