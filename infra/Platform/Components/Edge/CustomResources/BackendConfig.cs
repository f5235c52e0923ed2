using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace WedSync.Platform.Components.Edge.CustomResources;

/// <summary>The service side of a GCE Ingress.</summary>
public sealed class BackendConfig(string name, BackendConfigArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="BackendConfig"/>.</summary>
public sealed class BackendConfigArgs() : CustomResourceArgs("cloud.google.com/v1", "BackendConfig")
{
    /// <summary>Checks, limits and logs.</summary>
    [Input("spec", required: true)]
    public Input<BackendConfigSpecArgs> Spec { get; set; } = null!;
}

/// <summary>Checks, limits and logs.</summary>
public sealed class BackendConfigSpecArgs : ResourceArgs
{
    /// <summary>Health check.</summary>
    [Input("healthCheck")]
    public Input<BackendConfigHealthCheckArgs>? HealthCheck { get; set; }

    /// <summary>Seconds that a request may take.</summary>
    [Input("timeoutSec")]
    public Input<int>? TimeoutSec { get; set; }

    /// <summary>How connections end.</summary>
    [Input("connectionDraining")]
    public Input<ConnectionDrainingArgs>? ConnectionDraining { get; set; }

    /// <summary>Cloud Armor policy.</summary>
    [Input("securityPolicy")]
    public Input<SecurityPolicyNameArgs>? SecurityPolicy { get; set; }

    /// <summary>Access log.</summary>
    [Input("logging")]
    public Input<BackendLoggingArgs>? Logging { get; set; }
}

/// <summary>Health check of a backend.</summary>
public sealed class BackendConfigHealthCheckArgs : ResourceArgs
{
    /// <summary><c>HTTP</c>, <c>HTTPS</c> or <c>HTTP2</c>.</summary>
    [Input("type")]
    public Input<string>? Type { get; set; }

    /// <summary>Path.</summary>
    [Input("requestPath")]
    public Input<string>? RequestPath { get; set; }

    /// <summary>Port of the pod.</summary>
    [Input("port")]
    public Input<int>? Port { get; set; }

    /// <summary>Seconds between checks.</summary>
    [Input("checkIntervalSec")]
    public Input<int>? CheckIntervalSec { get; set; }

    /// <summary>Seconds that a check may take.</summary>
    [Input("timeoutSec")]
    public Input<int>? TimeoutSec { get; set; }

    /// <summary>Good checks in a row that count.</summary>
    [Input("healthyThreshold")]
    public Input<int>? HealthyThreshold { get; set; }

    /// <summary>Bad checks in a row that count.</summary>
    [Input("unhealthyThreshold")]
    public Input<int>? UnhealthyThreshold { get; set; }
}

/// <summary>How connections end.</summary>
public sealed class ConnectionDrainingArgs : ResourceArgs
{
    /// <summary>Seconds that open requests may take to end.</summary>
    [Input("drainingTimeoutSec", required: true)]
    public Input<int> DrainingTimeoutSec { get; set; } = null!;
}

/// <summary>A Cloud Armor policy.</summary>
public sealed class SecurityPolicyNameArgs : ResourceArgs
{
    /// <summary>Its name.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;
}

/// <summary>Access log.</summary>
public sealed class BackendLoggingArgs : ResourceArgs
{
    /// <summary>Whether it is written.</summary>
    [Input("enable")]
    public Input<bool>? Enable { get; set; }

    /// <summary>Share of requests, 0 to 1.</summary>
    [Input("sampleRate")]
    public Input<double>? SampleRate { get; set; }
}
