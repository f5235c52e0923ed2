using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace WedSync.Platform.Components.Secrets.CustomResources;

/// <summary>The cloud's secret manager, for the namespaces that its conditions name.</summary>
public sealed class ClusterSecretStore(string name, ClusterSecretStoreArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="ClusterSecretStore"/>.</summary>
public sealed class ClusterSecretStoreArgs() : CustomResourceArgs("external-secrets.io/v1", "ClusterSecretStore")
{
    /// <summary>Where secrets are and who may read them.</summary>
    [Input("spec", required: true)]
    public Input<SecretStoreSpecArgs> Spec { get; set; } = null!;
}

/// <summary>Where secrets are and who may read them.</summary>
public sealed class SecretStoreSpecArgs : ResourceArgs
{
    [Input("conditions")]
    private InputList<SecretStoreConditionArgs>? _conditions;

    /// <summary>The secret manager.</summary>
    [Input("provider", required: true)]
    public Input<SecretStoreProviderArgs> Provider { get; set; } = null!;

    /// <summary>Namespaces that may use the store; all when empty.</summary>
    public InputList<SecretStoreConditionArgs> Conditions
    {
        get => _conditions ??= new InputList<SecretStoreConditionArgs>();
        set => _conditions = value;
    }
}

/// <summary>The secret manager; exactly one is set.</summary>
public sealed class SecretStoreProviderArgs : ResourceArgs
{
    /// <summary>Google Cloud Secret Manager, with the operator's own workload identity.</summary>
    [Input("gcpsm")]
    public Input<GcpSecretManagerArgs>? Gcpsm { get; set; }

    /// <summary>AWS Secrets Manager, with the operator's own role.</summary>
    [Input("aws")]
    public Input<AwsSecretsManagerArgs>? Aws { get; set; }
}

/// <summary>Google Cloud Secret Manager.</summary>
public sealed class GcpSecretManagerArgs : ResourceArgs
{
    /// <summary>Project that holds the secrets.</summary>
    [Input("projectID", required: true)]
    public Input<string> ProjectId { get; set; } = null!;

    /// <summary>Location of regional secrets; global secrets when unset.</summary>
    [Input("location")]
    public Input<string>? Location { get; set; }
}

/// <summary>AWS Secrets Manager.</summary>
public sealed class AwsSecretsManagerArgs : ResourceArgs
{
    /// <summary><c>SecretsManager</c> or <c>ParameterStore</c>.</summary>
    [Input("service", required: true)]
    public Input<string> Service { get; set; } = null!;

    /// <summary>AWS region.</summary>
    [Input("region", required: true)]
    public Input<string> Region { get; set; } = null!;
}

/// <summary>Who may use a store.</summary>
public sealed class SecretStoreConditionArgs : ResourceArgs
{
    [Input("namespaces")]
    private InputList<string>? _namespaces;

    /// <summary>Namespaces.</summary>
    public InputList<string> Namespaces
    {
        get => _namespaces ??= new InputList<string>();
        set => _namespaces = value;
    }
}
