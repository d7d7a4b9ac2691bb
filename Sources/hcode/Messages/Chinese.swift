/// What is said in Chinese.
struct Chinese: ErrorCatalogue {}
