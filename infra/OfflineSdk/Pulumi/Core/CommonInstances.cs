namespace Pulumi;

/// <summary>
/// Names the inputs and outputs of value types that programs use most, and is never called. Generic code for value types is
/// compiled ahead of time only where this assembly mentions it; without this, each start would compile it again.
/// </summary>
internal static class CommonInstances
{
    public static object[] Inputs(bool flag, int number, double ratio) =>
        [(Input<bool>)flag, (Input<int>)number, (Input<double>)ratio, (InputUnion<int, string>)number, (InputUnion<int, string>)""];

    public static object[] Outputs(bool flag, int number, double ratio) =>
    [
        Output.Create(flag), Output.Create<bool?>(flag), Output.Create(number), Output.Create<int?>(number),
        Output.Create(ratio), Output.Create<double?>(ratio),
    ];
}
