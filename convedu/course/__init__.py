"""The reader's course: the questions it asks and the progress it keeps."""
