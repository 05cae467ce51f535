"""The script behind every page: words, navigation, language; then the chosen page."""

# A training worker that is started anew imports this file, as any spawned process imports its
# parent's main script: there is nothing in it for the worker.
if __name__ == "__main__":
    from pages.ui.lesson.teacher import show_notes
    from pages.ui.shell import shell
    from pages.ui.slides import pieces, views

    page = shell.open_shell()
    pieces.begin(pieces.Plan())
    page.run()
    # A link that cuts a page down is for students, and the notes hold the answers.
    if views.current() == "page" and pieces.plan().cut.is_whole:
        show_notes(page.url_path)
    shell.close_shell()
