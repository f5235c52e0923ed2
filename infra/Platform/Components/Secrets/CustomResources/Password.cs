using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace WedSync.Platform.Components.Secrets.CustomResources;

/// <summary>Generates passwords inside the cluster; an <see cref="ExternalSecret"/> writes them into a Secret.</summary>
public sealed class Password(string name, PasswordArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="Password"/>.</summary>
public sealed class PasswordArgs() : CustomResourceArgs(PasswordArgs.GroupVersion, PasswordArgs.KindName)
{
    /// <summary>API version of generators, as references need it.</summary>
    public const string GroupVersion = "generators.external-secrets.io/v1alpha1";

    /// <summary>Kind, as references need it.</summary>
    public const string KindName = "Password";

    /// <summary>Form of the passwords.</summary>
    [Input("spec", required: true)]
    public Input<PasswordSpecArgs> Spec { get; set; } = null!;
}

/// <summary>Form of generated passwords.</summary>
public sealed class PasswordSpecArgs : ResourceArgs
{
    [Input("secretKeys")]
    private InputList<string>? _secretKeys;

    /// <summary>Characters.</summary>
    [Input("length", required: true)]
    public Input<int> Length { get; set; } = null!;

    /// <summary>Digits among them; a quarter when unset.</summary>
    [Input("digits")]
    public Input<int>? Digits { get; set; }

    /// <summary>Symbols among them; a quarter when unset.</summary>
    [Input("symbols")]
    public Input<int>? Symbols { get; set; }

    /// <summary>The symbols to choose from.</summary>
    [Input("symbolCharacters")]
    public Input<string>? SymbolCharacters { get; set; }

    /// <summary>No upper-case letters.</summary>
    [Input("noUpper", required: true)]
    public Input<bool> NoUpper { get; set; } = false;

    /// <summary>Whether a character may occur twice; must be true for long passwords.</summary>
    [Input("allowRepeat", required: true)]
    public Input<bool> AllowRepeat { get; set; } = true;

    /// <summary>Keys of the Secret, each with a password of its own; <c>password</c> alone when empty.</summary>
    public InputList<string> SecretKeys
    {
        get => _secretKeys ??= new InputList<string>();
        set => _secretKeys = value;
    }
}
