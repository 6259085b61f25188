"""The checks of the exercises: one package a unit, and how an answer is judged.

A notebook imports its unit: ``from convedu.checks import unit1 as check``.
"""
