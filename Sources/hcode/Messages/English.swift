/// What is said in English.
struct English: ErrorCatalogue {}
