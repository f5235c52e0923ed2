using Pulumi;

namespace WedSync.Planning.Recording;

/// <summary>
/// Sees every resource by a transformation of the stack: mocks show neither parent nor options such as protect and ignoreChanges.
/// </summary>
internal sealed class ResourceRecorder
{
    private const string StackType = "pulumi:pulumi:Stack";

    private readonly Lock _lock = new();
    private readonly Dictionary<Resource, RecordedResource> _byResource = new(ReferenceEqualityComparer.Instance);
    private readonly List<RecordedResource> _all = [];

    /// <summary>All resources but the stack.</summary>
    public IReadOnlyList<RecordedResource> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    public RecordedResource? Find(Resource resource)
    {
        lock (_lock)
        {
            return _byResource.GetValueOrDefault(resource);
        }
    }

    /// <summary>The transformation; it changes nothing.</summary>
    public ResourceTransformationResult? Transform(ResourceTransformationArgs args)
    {
        if (args.Resource.GetResourceType() == StackType)
        {
            return null;
        }

        lock (_lock)
        {
            var parent = args.Options.Parent is { } p ? _byResource.GetValueOrDefault(p) : null;
            var recorded = new RecordedResource(args.Resource, args.Args, args.Options, parent);
            _byResource[args.Resource] = recorded;
            _all.Add(recorded);
        }

        return null;
    }
}
