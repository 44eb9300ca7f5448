# Who is told when pulls from upstreams fail.
# Written by ecrcache generate from the configuration ghcr. Change that, not this file.

resource "aws_cloudwatch_event_rule" "credentials" {
  region      = var.region
  name        = "ecr-cache-credentials"
  description = "Pulls from upstreams with a credential that fail"
  event_pattern = jsonencode({
    detail = {
      ecr-repository-prefix = ["ghcr", "base"]
      sync-status = [{
        anything-but = ["SUCCESS"]
      }]
    }
    detail-type = ["ECR Pull Through Cache Action"]
    source      = ["aws.ecr"]
  })
}

resource "aws_cloudwatch_event_target" "credentials" {
  region    = var.region
  rule      = aws_cloudwatch_event_rule.credentials.name
  target_id = "topic"
  arn       = var.topic_arn
}

resource "aws_cloudwatch_metric_alarm" "credentials" {
  region            = var.region
  alarm_name        = "ecr-cache-credentials"
  alarm_description = "5 or more pulls from upstreams with a credential failed in an hour: it may have expired; aws ecr validate-pull-through-cache-rule tells"
  namespace         = "AWS/Events"
  metric_name       = "Invocations"
  dimensions = {
    RuleName = aws_cloudwatch_event_rule.credentials.name
  }
  statistic           = "Sum"
  period              = 3600
  evaluation_periods  = 1
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arn]
}
