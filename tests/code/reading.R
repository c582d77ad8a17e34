# Prints every table of an export, read by R from one format, as JSON: rows of texts and nulls.
args <- commandArgs(trailingOnly = TRUE)
folder <- args[1]
form <- args[2]
tables <- args[-(1:2)]
options(warn = 2)

as_text <- function(cells) {
  if (inherits(cells, "haven_labelled")) {
    cells <- as.character(haven::as_factor(cells))
  } else if (inherits(cells, c("Date", "POSIXct"))) {
    cells <- format(cells, "%Y-%m-%d")
  } else if (is.logical(cells)) {
    cells <- tolower(as.character(cells))
  } else {
    cells <- as.character(cells)
  }
  # a text that is missing is empty in Stata
  cells[!is.na(cells) & cells == ""] <- NA
  cells
}

read <- switch(form,
  csv = function(table) {
    # quietly, and without its own idea of what is missing
    readr::read_csv(
      file.path(folder, "csv", "tables", paste0(table, ".csv")),
      na = "", trim_ws = FALSE, guess_max = Inf, show_col_types = FALSE, progress = FALSE
    )
  },
  json = function(table) {
    jsonlite::fromJSON(file.path(folder, "json", paste0(table, ".json")))
  },
  stata = function(table) haven::read_dta(file.path(folder, "stata", paste0(table, ".dta"))),
  xlsx = function(table) {
    readxl::read_excel(
      file.path(folder, "pactexit.xlsx"), table,
      na = "", trim_ws = FALSE, guess_max = 1e5, progress = FALSE
    )
  },
  sqlite = function(table) {
    con <- DBI::dbConnect(RSQLite::SQLite(), file.path(folder, "pactexit.sqlite"))
    on.exit(DBI::dbDisconnect(con))
    DBI::dbReadTable(con, table, check.names = FALSE)
  }
)

found <- lapply(setNames(tables, tables), function(table) {
  frame <- as.data.frame(read(table), stringsAsFactors = FALSE)
  frame[] <- lapply(frame, as_text)
  list(columns = names(frame), rows = unname(as.matrix(frame)))
})
cat(jsonlite::toJSON(found, na = "null"))
