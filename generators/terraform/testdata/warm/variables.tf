# What the module is given.
# Written by ecrcache generate from the configuration ghcr. Change that, not this file.

variable "region" {
  description = "AWS Region of the registry, whatever the Region of the provider"
  type        = string
  default     = "ca-central-1"
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
