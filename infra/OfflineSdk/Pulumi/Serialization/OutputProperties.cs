using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>A property with <see cref="OutputAttribute"/> of a resource class.</summary>
internal sealed class OutputProperty(string name, Member member, OutputMaker maker)
{
    public string Name { get; } = name;

    /// <summary>Gives the property of <paramref name="resource"/> an output that resolves once the resource is registered.</summary>
    public void Attach(Resource resource) => member.Write(resource, maker.Make(new ResourceProperty(resource, this)));

    public object? Convert(object? value) => maker.Converter.Convert(value);
}

/// <summary>A property with <see cref="OutputAttribute"/> that a component or stack assigns itself.</summary>
internal sealed record OutputReader(string Name, Type DeclaringType, Member Member)
{
    public object? Read(object owner) => Member.Read(owner);
}

/// <summary>Makes outputs of a type that is only known at run time.</summary>
internal abstract class OutputMaker
{
    private static readonly ConcurrentDictionary<Type, OutputMaker> ByType = new();

    public abstract ValueConverter Converter { get; }

    public static OutputMaker For(Type valueType) => ByType.GetOrAdd(
        valueType, static type => (OutputMaker)Activator.CreateInstance(typeof(OutputMaker<>).MakeGenericType(type))!);

    public abstract IOutput Make(ResourceProperty property);
}

/// <inheritdoc/>
internal sealed class OutputMaker<T> : OutputMaker
{
    public override ValueConverter Converter { get; } = ValueConverter.For(typeof(T));

    public override IOutput Make(ResourceProperty property) => new Output<T>(property);
}

/// <summary>The outputs of each resource class, looked up once.</summary>
internal static class OutputProperties
{
    private static readonly ConcurrentDictionary<Type, OutputProperty[]> ByType = new();

    private static readonly ConcurrentDictionary<Type, OutputReader[]> ReadersByType = new();

    public static OutputProperty[] Of(Type resourceType) => ByType.GetOrAdd(resourceType, Find);

    public static OutputReader[] ReadersOf(Type componentType) => ReadersByType.GetOrAdd(componentType, static type =>
        [.. Marked(type).Select(marked => new OutputReader(
            string.IsNullOrWhiteSpace(marked.Name) ? marked.Property.Name : marked.Name,
            marked.Property.DeclaringType!,
            Member.ForReading(marked.Property)))]);

    /// <summary>
    /// A component assigns its outputs itself, but for the URN; unless it is read from the engine, as any other resource is.
    /// </summary>
    public static void Attach(Resource resource, bool isRead)
    {
        var all = resource is CustomResource || isRead;
        foreach (var property in all ? Of(resource.GetType()) : Of(typeof(Resource)))
            property.Attach(resource);
    }

    private static OutputProperty[] Find(Type resourceType) =>
        [.. Marked(resourceType).Select(marked => Create(resourceType, marked.Property, marked.Name))];

    private static IEnumerable<(PropertyInfo Property, string? Name)> Marked(Type type)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<OutputAttribute>() is { } attribute)
                yield return (property, attribute.Name);
        }
    }

    private static OutputProperty Create(Type resourceType, PropertyInfo property, string? name)
    {
        var type = property.PropertyType;
        if (!type.IsConstructedGenericType || type.GetGenericTypeDefinition() != typeof(Output<>))
            throw RunException.OutputsHaveIncorrectType([name ?? property.Name]);

        var fullName = $"[Output] {resourceType.FullName}.{property.Name}";
        var member = Member.ForWriting(property)
            ?? throw new InvalidOperationException($"{fullName} did not have a 'set' method");
        var valueType = type.GenericTypeArguments[0];
        TargetTypes.Check(fullName, valueType);
        return new OutputProperty(name ?? property.Name, member, OutputMaker.For(valueType));
    }
}
