terraform {
  required_version = ">= 1.5.7"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.10"
    }
  }
}

# One provider does for all Regions: each resource of the module names its own.
provider "aws" {
  region = "ca-central-1"
}

variable "ghcr_username" {
  type = string
}

variable "ghcr_token" {
  type      = string
  sensitive = true
}

module "ecr_cache" {
  source   = "./modules/ecr-cache"
  for_each = toset(["ca-central-1", "us-east-1", "eu-west-1"])

  region        = each.key
  ghcr_username = var.ghcr_username
  ghcr_token    = var.ghcr_token
}

output "registries" {
  value = { for region, cache in module.ecr_cache : region => cache.ecr_registry_url }
}
