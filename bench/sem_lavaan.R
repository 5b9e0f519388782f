# Times lavaan on the models and data that sem_bench wrote: Rscript bench/sem_lavaan.R FOLDER
# Prints one line per task: its name, a tab, the seconds of one fit, best of a few after one that warms up. Seconds of
# the processor, as R has one thread: on a busy machine that is kinder to it than the clock.
suppressPackageStartupMessages(library(lavaan))
folder <- commandArgs(trailingOnly = TRUE)[1]
text <- function(name) paste(readLines(file.path(folder, name)), collapse = "\n")
data <- function(name) read.csv(file.path(folder, name))
measure <- function(task, runs, work) {
  if (runs > 1) work()
  best <- min(replicate(runs, sum(system.time(work())[c("user.self", "sys.self")])))
  cat(task, "\t", format(best, digits = 9), "\n", sep = "")
}
small <- text("small.lav")
large <- text("large.lav")
answers <- data("large.csv")
few <- data("small.csv")
gaps <- data("gaps.csv")
ordinal <- data("ordinal.csv")
# the clock of system.time counts milliseconds: the quick fit is timed ten at a time
measure("small x 10", 3, function() for (i in 1:10) sem(small, few))
measure("ML", 5, function() sem(large, answers))
measure("MLR", 3, function() sem(large, answers, estimator = "MLR"))
measure("FIML", 3, function() sem(large, gaps, missing = "fiml"))
measure("WLSMV", 2, function() sem(large, ordinal, ordered = TRUE))
# a tenth of the draws, which take the same time each
measure("bootstrap / 10", 1, function() sem(large, answers, se = "bootstrap", bootstrap = 100))
cat("version\t", as.character(packageVersion("lavaan")), "\n", sep = "")
