"""From what a learning platform hands over to one notebook for each student and attempt.

`files` and `archive` list what is in a folder or a zip, `layouts` say whose each file is, `choose`
picks the notebook, and `convedu.grading.submissions.submissions` joins them.
"""
