"""Report PDF → what it says, with where each value was read and how sure that is.

The reader of PDFs (`pdf`) runs in a child process of limited memory and time, since a file from anywhere may be
hostile. `report` turns lines into facts and paragraphs, `draft` those into a record, `merging` puts that into a file.
Nothing here is imported by the package that builds the site.
"""
