using System.Reflection;
using System.Runtime.CompilerServices;

namespace Pulumi.Serialization;

/// <summary>
/// Reads or writes one field or property of an object. An automatic property is reached through its field: that is the same, and
/// spares the runtime from compiling a stub for each accessor, which is most of what a short program would do.
/// </summary>
internal sealed class Member
{
    private const BindingFlags AnyInstance = BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance;

    private readonly FieldInfo? _field;
    private readonly PropertyInfo? _property;

    private Member(string name, FieldInfo? field, PropertyInfo? property)
    {
        Name = name;
        _field = field;
        _property = property;
    }

    public string Name { get; }

    public static Member Of(FieldInfo field) => new(field.Name, field, null);

    public static Member ForReading(PropertyInfo property) => Of(property, property.GetMethod);

    /// <summary>Null when the property cannot be written.</summary>
    public static Member? ForWriting(PropertyInfo property)
    {
        // A private setter is only visible on the type that declares it.
        var declared = property.DeclaringType == property.ReflectedType
            ? property
            : property.DeclaringType!.GetProperty(property.Name, AnyInstance)!;
        return declared.SetMethod is null ? null : Of(declared, declared.SetMethod);
    }

    public object? Read(object owner) => _field is not null ? _field.GetValue(owner) : _property!.GetValue(owner);

    public void Write(object owner, object? value)
    {
        if (_field is not null)
            _field.SetValue(owner, value);
        else
            _property!.SetValue(owner, value);
    }

    private static Member Of(PropertyInfo property, MethodInfo? accessor)
    {
        var isAutomatic = accessor?.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) == true;
        var field = isAutomatic ? property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", AnyInstance) : null;
        return new(property.Name, field, field is null ? property : null);
    }
}
