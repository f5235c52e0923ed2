using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// What an output carries once it has resolved. One non-generic shape for every output keeps the code that
/// combines outputs out of generic types, where each value type would need its own copy.
/// </summary>
internal sealed class OutputData(ImmutableHashSet<Resource> resources, object? value, bool isKnown, bool isSecret)
{
    public ImmutableHashSet<Resource> Resources { get; } = resources;

    /// <summary>The value; null stands for the default of the output's type.</summary>
    public object? Value { get; } = value;

    public bool IsKnown { get; } = isKnown;

    public bool IsSecret { get; } = isSecret;

    public static OutputData Known(object? value) => new(ImmutableHashSet<Resource>.Empty, value, isKnown: true, isSecret: false);

    public static OutputData Unknown(object? value = null) =>
        new(ImmutableHashSet<Resource>.Empty, value, isKnown: false, isSecret: false);

    public OutputData WithSecret(bool isSecret) => new(Resources, Value, IsKnown, isSecret);

    public OutputData WithResources(ImmutableHashSet<Resource> more) => new(Union(Resources, more), Value, IsKnown, IsSecret);

    public T ValueAs<T>() => Value is null ? default! : (T)Value;

    public static ImmutableHashSet<Resource> Union(ImmutableHashSet<Resource> first, ImmutableHashSet<Resource> second)
    {
        if (second.IsEmpty || ReferenceEquals(first, second))
            return first;
        return first.IsEmpty ? second : first.Union(second);
    }
}
