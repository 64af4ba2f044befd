"""What fills the terminal: article, library, help, note editor."""
