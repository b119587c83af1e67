"""What an officer may do, as law that runs.

`law` holds the provisions and dated numbers, written in the words of `language`; `engine` runs them as one
expression over one act or millions; `listing` shows them to people.
`decide` judges one act (`prompting` asks for facts, `from_record` takes those of the public record); `access` says
who should hold access to federal systems (`access_files` from files).
"""
