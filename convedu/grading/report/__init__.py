"""The pages about a class and about one student: plain HTML, each one file by itself."""

from convedu.grading.report.feedback import student_page
from convedu.grading.report.overview import class_page
from convedu.grading.report.page import SIGNS, feedback_name

__all__ = ["SIGNS", "class_page", "feedback_name", "student_page"]
