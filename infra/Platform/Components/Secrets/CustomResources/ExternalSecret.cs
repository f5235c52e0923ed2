using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace WedSync.Platform.Components.Secrets.CustomResources;

/// <summary>Writes a Secret from the cloud's secret manager or a generator.</summary>
public sealed class ExternalSecret(string name, ExternalSecretArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of an <see cref="ExternalSecret"/>.</summary>
public sealed class ExternalSecretArgs() : CustomResourceArgs("external-secrets.io/v1", "ExternalSecret")
{
    /// <summary>Which values come from where into which Secret.</summary>
    [Input("spec", required: true)]
    public Input<ExternalSecretSpecArgs> Spec { get; set; } = null!;
}

/// <summary>Which values come from where into which Secret.</summary>
public sealed class ExternalSecretSpecArgs : ResourceArgs
{
    [Input("data")]
    private InputList<ExternalSecretDataArgs>? _data;

    [Input("dataFrom")]
    private InputList<ExternalSecretDataFromArgs>? _dataFrom;

    /// <summary>How often it reads again, as a Go duration such as <c>1h</c>.</summary>
    [Input("refreshInterval")]
    public Input<string>? RefreshInterval { get; set; }

    /// <summary><c>Periodic</c>, <c>OnChange</c>, or <c>CreatedOnce</c> for generated passwords: they are never replaced.</summary>
    [Input("refreshPolicy")]
    public Input<string>? RefreshPolicy { get; set; }

    /// <summary>The store; unset when all values come from generators.</summary>
    [Input("secretStoreRef")]
    public Input<SecretStoreRefArgs>? SecretStoreRef { get; set; }

    /// <summary>The Secret.</summary>
    [Input("target")]
    public Input<ExternalSecretTargetArgs>? Target { get; set; }

    /// <summary>Single values.</summary>
    public InputList<ExternalSecretDataArgs> Data
    {
        get => _data ??= new InputList<ExternalSecretDataArgs>();
        set => _data = value;
    }

    /// <summary>Groups of values.</summary>
    public InputList<ExternalSecretDataFromArgs> DataFrom
    {
        get => _dataFrom ??= new InputList<ExternalSecretDataFromArgs>();
        set => _dataFrom = value;
    }
}

/// <summary>A reference to a secret store.</summary>
public sealed class SecretStoreRefArgs : ResourceArgs
{
    /// <summary>The store's name.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    /// <summary><c>SecretStore</c> (same namespace) or <c>ClusterSecretStore</c>.</summary>
    [Input("kind")]
    public Input<string>? Kind { get; set; }
}

/// <summary>The Secret that is written.</summary>
public sealed class ExternalSecretTargetArgs : ResourceArgs
{
    /// <summary>Its name; the ExternalSecret's when unset.</summary>
    [Input("name")]
    public Input<string>? Name { get; set; }

    /// <summary><c>Owner</c>, <c>Orphan</c>, <c>Merge</c> or <c>None</c>; an orphan outlives the ExternalSecret.</summary>
    [Input("creationPolicy")]
    public Input<string>? CreationPolicy { get; set; }

    /// <summary><c>Retain</c>, <c>Delete</c> or <c>Merge</c>: what happens when the source is gone.</summary>
    [Input("deletionPolicy")]
    public Input<string>? DeletionPolicy { get; set; }

    /// <summary>Form of the Secret.</summary>
    [Input("template")]
    public Input<ExternalSecretTemplateArgs>? Template { get; set; }
}

/// <summary>Form of a written Secret.</summary>
public sealed class ExternalSecretTemplateArgs : ResourceArgs
{
    [Input("data")]
    private InputMap<string>? _data;

    /// <summary>Type of the Secret, such as <c>kubernetes.io/tls</c>; <c>Opaque</c> when unset.</summary>
    [Input("type")]
    public Input<string>? Type { get; set; }

    /// <summary>Version of the template language: <c>v2</c>.</summary>
    [Input("engineVersion")]
    public Input<string>? EngineVersion { get; set; }

    /// <summary><c>Replace</c> keeps only the template's keys, <c>Merge</c> adds them to the values.</summary>
    [Input("mergePolicy")]
    public Input<string>? MergePolicy { get; set; }

    /// <summary>Labels and annotations.</summary>
    [Input("metadata")]
    public Input<SecretMetadataArgs>? Metadata { get; set; }

    /// <summary>Keys whose text is a template over the values, such as <c>{{ .password }}</c>.</summary>
    public InputMap<string> Data
    {
        get => _data ??= new InputMap<string>();
        set => _data = value;
    }
}

/// <summary>A single value.</summary>
public sealed class ExternalSecretDataArgs : ResourceArgs
{
    /// <summary>Key in the Secret.</summary>
    [Input("secretKey", required: true)]
    public Input<string> SecretKey { get; set; } = null!;

    /// <summary>Where it stands in the store.</summary>
    [Input("remoteRef", required: true)]
    public Input<RemoteRefArgs> RemoteRef { get; set; } = null!;
}

/// <summary>A place in a secret store.</summary>
public sealed class RemoteRefArgs : ResourceArgs
{
    /// <summary>Name of the secret.</summary>
    [Input("key", required: true)]
    public Input<string> Key { get; set; } = null!;

    /// <summary>Property of a JSON secret; the whole secret when unset.</summary>
    [Input("property")]
    public Input<string>? Property { get; set; }

    /// <summary>Version; the newest when unset.</summary>
    [Input("version")]
    public Input<string>? Version { get; set; }
}

/// <summary>A group of values: all properties of a secret, or a generator's.</summary>
public sealed class ExternalSecretDataFromArgs : ResourceArgs
{
    [Input("rewrite")]
    private InputList<SecretKeyRewriteArgs>? _rewrite;

    /// <summary>All properties of a JSON secret.</summary>
    [Input("extract")]
    public Input<RemoteRefArgs>? Extract { get; set; }

    /// <summary>A generator.</summary>
    [Input("sourceRef")]
    public Input<GeneratorSourceRefArgs>? SourceRef { get; set; }

    /// <summary>Renames keys, in this order.</summary>
    public InputList<SecretKeyRewriteArgs> Rewrite
    {
        get => _rewrite ??= new InputList<SecretKeyRewriteArgs>();
        set => _rewrite = value;
    }
}

/// <summary>A source that is not the store.</summary>
public sealed class GeneratorSourceRefArgs : ResourceArgs
{
    /// <summary>The generator.</summary>
    [Input("generatorRef")]
    public Input<GeneratorRefArgs>? GeneratorRef { get; set; }
}

/// <summary>A reference to a generator of the same namespace.</summary>
public sealed class GeneratorRefArgs : ResourceArgs
{
    /// <summary>API version.</summary>
    [Input("apiVersion")]
    public Input<string>? ApiVersion { get; set; }

    /// <summary>Kind.</summary>
    [Input("kind", required: true)]
    public Input<string> Kind { get; set; } = null!;

    /// <summary>Name.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;
}

/// <summary>Renames the keys of a group.</summary>
public sealed class SecretKeyRewriteArgs : ResourceArgs
{
    /// <summary>By regular expression.</summary>
    [Input("regexp")]
    public Input<SecretKeyRewriteRegexpArgs>? Regexp { get; set; }
}

/// <summary>Renames keys by regular expression.</summary>
public sealed class SecretKeyRewriteRegexpArgs : ResourceArgs
{
    /// <summary>Expression over the key.</summary>
    [Input("source", required: true)]
    public Input<string> Source { get; set; } = null!;

    /// <summary>Replacement.</summary>
    [Input("target", required: true)]
    public Input<string> Target { get; set; } = null!;
}
