using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A file or bundle of files that a resource takes as a property.</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive(string sigKey, string propName, object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        SigKey = sigKey;
        PropName = propName;
        Value = value;
    }

    internal string SigKey { get; }

    internal string PropName { get; }

    internal object Value { get; }
}

/// <summary>One file's content.</summary>
public abstract class Asset : AssetOrArchive
{
    private protected Asset(string propName, object value)
        : base(Constants.AssetSig, propName, value)
    {
    }
}

/// <summary>The content of a local file.</summary>
public sealed class FileAsset(string path) : Asset(Constants.PathName, path);

/// <summary>Content given as text.</summary>
public sealed class StringAsset(string text) : Asset(Constants.TextName, text);

/// <summary>Content fetched from a file, http or https URI.</summary>
public sealed class RemoteAsset(string uri) : Asset(Constants.UriName, uri);

/// <summary>Named files.</summary>
public abstract class Archive : AssetOrArchive
{
    private protected Archive(string propName, object value)
        : base(Constants.ArchiveSig, propName, value)
    {
    }
}

/// <summary>An archive put together from assets and archives.</summary>
public sealed class AssetArchive(IDictionary<string, AssetOrArchive> assets)
    : Archive(Constants.AssetsName, assets.ToImmutableDictionary());

/// <summary>A local archive file or folder.</summary>
public sealed class FileArchive(string path) : Archive(Constants.PathName, path);

/// <summary>An archive fetched from a file, http or https URI.</summary>
public sealed class RemoteArchive(string uri) : Archive(Constants.UriName, uri);

/// <summary>Stands where a provider returned something that is no asset.</summary>
internal sealed class InvalidAsset() : Asset(Constants.TextName, "");

/// <summary>Stands where a provider returned something that is no archive.</summary>
internal sealed class InvalidArchive() : Archive(Constants.AssetsName, ImmutableDictionary<string, AssetOrArchive>.Empty);
