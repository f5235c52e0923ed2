namespace Pulumi.Aws.Route53;

[EnumType]
public readonly record struct RecordType
{
    private readonly string _value;

    private RecordType(string value) => _value = value;

    public static explicit operator string(RecordType value) => value._value;

    public override string ToString() => _value;
}
