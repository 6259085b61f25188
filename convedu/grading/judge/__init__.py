"""The trusted kernel, in which nbval runs the instructor's check cells."""
