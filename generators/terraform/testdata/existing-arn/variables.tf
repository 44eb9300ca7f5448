# What the module is given.
# Written by ecrcache generate from the configuration ghcr. Change that, not this file.

variable "region" {
  description = "AWS Region of the registry; the provider must be configured for it"
  type        = string
  default     = "ca-central-1"
}
