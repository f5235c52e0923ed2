namespace WedSync.Core.Entries;

/// <summary>What kind of record a value is. The numbers are part of the wire format.</summary>
[Flags]
public enum EntryTraits
{
    /// <summary>An answer.</summary>
    None = 0,

    /// <summary>The key was deleted; no body. Kept until every peer region knows.</summary>
    Tombstone = 1,

    /// <summary>The origin answered that there is no answer; kept for a short time so that it is not asked again.</summary>
    Negative = 2,

    /// <summary>Invalidates entries of a tag or a data subject that are not newer; no body.</summary>
    Invalidation = 4,

    /// <summary>
    /// Of a record with a residency: regions outside its group may hold an earlier version of the name, and are shown a tombstone
    /// in its place until they have taken that one out. Where it is not set, they hear nothing of the name.
    /// </summary>
    Exposed = 8,
}
