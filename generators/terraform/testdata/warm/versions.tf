# What the module runs with.
# Written by ecrcache generate from the configuration ghcr. Change that, not this file.

terraform {
  required_version = ">= 1.5.7"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.10"
    }
  }
}
