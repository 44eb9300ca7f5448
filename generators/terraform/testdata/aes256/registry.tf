# The registry's own settings, and who may pull through the cache.
# Written by ecrcache generate from the configuration ghcr. Change that, not this file.

data "aws_caller_identity" "current" {
}
