# What the module is given.
# Written by ecrcache generate from the configuration ecr. Change that, not this file.

variable "region" {
  description = "AWS Region of the registry, whatever the Region of the provider"
  type        = string
  default     = "ca-central-1"
}
