"""The pages about a class and about one student: plain HTML, each one file by itself."""

from convedu.grading.report.class_page import class_page
from convedu.grading.report.page import SIGNS, feedback_name
from convedu.grading.report.student_page import student_page

__all__ = ["SIGNS", "class_page", "feedback_name", "student_page"]
