# What the module is given.
# Written by ecrcache generate from the configuration ghcr. Change that, not this file.

variable "region" {
  description = "AWS Region of the registry, whatever the Region of the provider"
  type        = string
  default     = "ca-central-1"
}

variable "vpc_id" {
  description = "VPC whose nodes reach the cache by the endpoints"
  type        = string
  default     = "vpc-0123456789abcdef0"
}

variable "subnet_ids" {
  description = "Subnets with the interface endpoints"
  type        = list(string)
  default     = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}

variable "security_group_ids" {
  description = "Security groups of the interface endpoints"
  type        = list(string)
  default     = ["sg-0123456789abcdef0"]
}

variable "route_table_ids" {
  description = "Route tables that get the gateway endpoint for S3, from which layers come"
  type        = list(string)
  default     = ["rtb-0123456789abcdef0"]
}

variable "ghcr_username" {
  description = "User name at ghcr.io"
  type        = string
}

variable "ghcr_token" {
  description = "GitHub personal access token (classic) with the scope read:packages"
  type        = string
  sensitive   = true

  validation {
    condition     = length(var.ghcr_token) > 0
    error_message = "The token is empty."
  }

  validation {
    condition     = !can(regex("^(github_pat_|ghs_|ghu_|ghr_)", var.ghcr_token))
    error_message = "GitHub's registry takes personal access tokens (classic) alone: neither fine-grained tokens nor those of GitHub Apps."
  }
}
