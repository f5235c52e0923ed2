using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>A field or property with <see cref="InputAttribute"/>.</summary>
internal sealed record InputMember(InputAttribute Attribute, Member Member);

/// <summary>The inputs of each class of arguments, looked up once.</summary>
internal static class InputMembers
{
    private const BindingFlags AnyInstance = BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance;

    private static readonly ConcurrentDictionary<Type, InputMember[]> ByType = new();

    public static InputMember[] Of(Type argsType) => ByType.GetOrAdd(argsType, Find);

    private static InputMember[] Find(Type argsType)
    {
        var members = new List<InputMember>();
        foreach (var field in argsType.GetFields(AnyInstance))
        {
            if (field.GetCustomAttribute<InputAttribute>() is { } attribute)
                members.Add(new InputMember(attribute, Member.Of(field)));
        }

        foreach (var property in argsType.GetProperties(AnyInstance))
        {
            if (property.GetCustomAttribute<InputAttribute>() is { } attribute)
                members.Add(new InputMember(attribute, Member.ForReading(property)));
        }

        return [.. members];
    }
}
