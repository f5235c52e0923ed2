using Pulumi;

namespace WedSync.Platform.Components.Secrets.CustomResources;

/// <summary>Labels and annotations that a controller puts on a Secret it writes.</summary>
public sealed class SecretMetadataArgs : ResourceArgs
{
    [Input("labels")]
    private InputMap<string>? _labels;

    [Input("annotations")]
    private InputMap<string>? _annotations;

    /// <summary>Labels.</summary>
    public InputMap<string> Labels
    {
        get => _labels ??= new InputMap<string>();
        set => _labels = value;
    }

    /// <summary>Annotations.</summary>
    public InputMap<string> Annotations
    {
        get => _annotations ??= new InputMap<string>();
        set => _annotations = value;
    }
}
