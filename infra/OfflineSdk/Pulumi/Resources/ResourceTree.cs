namespace Pulumi;

internal static class ResourceTree
{
    /// <summary>The resources and what the components among them are made of, all the way down.</summary>
    public static HashSet<Resource> WithChildren(IEnumerable<Resource> resources)
    {
        var all = new HashSet<Resource>();
        var queue = new Queue<Resource>(resources);
        while (queue.TryDequeue(out var resource))
        {
            if (!all.Add(resource) || resource is not ComponentResource)
                continue;
            lock (resource.ChildResources)
            {
                foreach (var child in resource.ChildResources)
                    queue.Enqueue(child);
            }
        }

        return all;
    }
}
