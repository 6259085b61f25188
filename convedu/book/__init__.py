"""The course as a site: lessons to read, figures to drag, exercises to write, run, check and save.

`convedu.book.build` makes it from the notebooks; nothing is fetched from elsewhere, then or later.
The folder ``browser`` goes into the site, so nothing is imported here.
"""
