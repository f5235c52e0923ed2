using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Pulumi.Serialization;

/// <summary>A property with <see cref="OutputAttribute"/> of a resource class.</summary>
internal sealed class OutputProperty(string name, Member member, Type outputType)
{
    public string Name { get; } = name;

    /// <summary>Gives the property of <paramref name="resource"/> an output that resolves once the resource is registered.</summary>
    public void Attach(Resource resource)
    {
        // Made without its constructor: a generic factory for each type of output would cost more than all else here.
        var output = (IOutput)RuntimeHelpers.GetUninitializedObject(outputType);
        output.ReadFrom(new ResourceProperty(resource, this));
        member.Write(resource, output);
    }

    public object? Convert(object? value) => ValueConverter.For(outputType.GenericTypeArguments[0]).Convert(value);
}

/// <summary>A property with <see cref="OutputAttribute"/> that a component or stack assigns itself.</summary>
internal sealed record OutputReader(string Name, Type DeclaringType, Member Member)
{
    public object? Read(object owner) => Member.Read(owner);
}

/// <summary>The outputs of each resource class, looked up once.</summary>
internal static class OutputProperties
{
    private static readonly ConcurrentDictionary<Type, OutputProperty[]> ByType = new();

    private static readonly ConcurrentDictionary<Type, OutputReader[]> ReadersByType = new();

    public static OutputProperty[] Of(Type resourceType) => ByType.GetOrAdd(resourceType, Find);

    public static OutputReader[] ReadersOf(Type componentType) => ReadersByType.GetOrAdd(componentType, FindReaders);

    /// <summary>
    /// A component assigns its outputs itself, but for the URN; unless it is read from the engine, as any other resource is.
    /// </summary>
    public static void Attach(Resource resource, bool isRead)
    {
        var type = resource is CustomResource || isRead ? resource.GetType() : typeof(Resource);
        foreach (var property in Of(type))
            property.Attach(resource);
    }

    private static OutputProperty[] Find(Type resourceType)
    {
        var found = new List<OutputProperty>();
        foreach (var property in resourceType.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<OutputAttribute>() is { } attribute)
                found.Add(Create(resourceType, property, attribute.Name));
        }

        return [.. found];
    }

    private static OutputReader[] FindReaders(Type componentType)
    {
        var found = new List<OutputReader>();
        foreach (var property in componentType.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<OutputAttribute>() is not { } attribute)
                continue;
            var name = string.IsNullOrWhiteSpace(attribute.Name) ? property.Name : attribute.Name;
            found.Add(new OutputReader(name, property.DeclaringType!, Member.ForReading(property)));
        }

        return [.. found];
    }

    private static OutputProperty Create(Type resourceType, PropertyInfo property, string? name)
    {
        var type = property.PropertyType;
        if (!type.IsConstructedGenericType || type.GetGenericTypeDefinition() != typeof(Output<>))
            throw RunException.OutputsHaveIncorrectType([name ?? property.Name]);

        var fullName = $"[Output] {resourceType.FullName}.{property.Name}";
        var member = Member.ForWriting(property)
            ?? throw new InvalidOperationException($"{fullName} did not have a 'set' method");
        TargetTypes.Check(fullName, type.GenericTypeArguments[0]);
        return new OutputProperty(name ?? property.Name, member, type);
    }
}
