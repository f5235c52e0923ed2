namespace Pulumi.Aws.Iam;

[EnumType]
public readonly record struct PolicyDocumentVersion
{
    private readonly string _value;

    private PolicyDocumentVersion(string value) => _value = value;

    public static explicit operator string(PolicyDocumentVersion value) => value._value;

    public override string ToString() => _value;
}

[EnumType]
public readonly record struct PolicyStatementEffect
{
    private readonly string _value;

    private PolicyStatementEffect(string value) => _value = value;

    public static explicit operator string(PolicyStatementEffect value) => value._value;

    public override string ToString() => _value;
}
