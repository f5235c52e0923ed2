namespace Pulumi;

/// <content>Tuples of two to eight values: unknown or secret as soon as one of them is.</content>
public static partial class Output
{
    public static Output<(T1, T2)> Tuple<T1, T2>(Input<T1> item1, Input<T2> item2) =>
        TupleOf<(T1, T2)>([item1, item2], v => (v[0].ValueAs<T1>(), v[1].ValueAs<T2>()));

    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(Input<T1> item1, Input<T2> item2, Input<T3> item3) =>
        TupleOf<(T1, T2, T3)>([item1, item2, item3], v => (v[0].ValueAs<T1>(), v[1].ValueAs<T2>(), v[2].ValueAs<T3>()));

    public static Output<(T1, T2, T3, T4)> Tuple<T1, T2, T3, T4>(
        Input<T1> item1, Input<T2> item2,
        Input<T3> item3, Input<T4> item4) =>
        TupleOf<(T1, T2, T3, T4)>(
            [item1, item2, item3, item4],
            v => (v[0].ValueAs<T1>(), v[1].ValueAs<T2>(), v[2].ValueAs<T3>(), v[3].ValueAs<T4>()));

    public static Output<(T1, T2, T3, T4, T5)> Tuple<T1, T2, T3, T4, T5>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3,
        Input<T4> item4, Input<T5> item5) =>
        TupleOf<(T1, T2, T3, T4, T5)>(
            [item1, item2, item3, item4, item5],
            v => (v[0].ValueAs<T1>(), v[1].ValueAs<T2>(), v[2].ValueAs<T3>(), v[3].ValueAs<T4>(), v[4].ValueAs<T5>()));

    public static Output<(T1, T2, T3, T4, T5, T6)> Tuple<T1, T2, T3, T4, T5, T6>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3,
        Input<T4> item4, Input<T5> item5, Input<T6> item6) =>
        TupleOf<(T1, T2, T3, T4, T5, T6)>(
            [item1, item2, item3, item4, item5, item6],
            v => (
                v[0].ValueAs<T1>(), v[1].ValueAs<T2>(), v[2].ValueAs<T3>(), v[3].ValueAs<T4>(),
                v[4].ValueAs<T5>(), v[5].ValueAs<T6>()));

    public static Output<(T1, T2, T3, T4, T5, T6, T7)> Tuple<T1, T2, T3, T4, T5, T6, T7>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4,
        Input<T5> item5, Input<T6> item6, Input<T7> item7) =>
        TupleOf<(T1, T2, T3, T4, T5, T6, T7)>(
            [item1, item2, item3, item4, item5, item6, item7],
            v => (
                v[0].ValueAs<T1>(), v[1].ValueAs<T2>(), v[2].ValueAs<T3>(), v[3].ValueAs<T4>(),
                v[4].ValueAs<T5>(), v[5].ValueAs<T6>(), v[6].ValueAs<T7>()));

    public static Output<(T1, T2, T3, T4, T5, T6, T7, T8)> Tuple<T1, T2, T3, T4, T5, T6, T7, T8>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4,
        Input<T5> item5, Input<T6> item6, Input<T7> item7, Input<T8> item8) =>
        TupleOf<(T1, T2, T3, T4, T5, T6, T7, T8)>(
            [item1, item2, item3, item4, item5, item6, item7, item8],
            v => (
                v[0].ValueAs<T1>(), v[1].ValueAs<T2>(), v[2].ValueAs<T3>(), v[3].ValueAs<T4>(),
                v[4].ValueAs<T5>(), v[5].ValueAs<T6>(), v[6].ValueAs<T7>(), v[7].ValueAs<T8>()));

    public static Output<(T1, T2)> Tuple<T1, T2>(Output<T1> item1, Output<T2> item2) =>
        TupleOf<(T1, T2)>([item1, item2], v => (v[0].ValueAs<T1>(), v[1].ValueAs<T2>()));

    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(Output<T1> item1, Output<T2> item2, Output<T3> item3) =>
        TupleOf<(T1, T2, T3)>([item1, item2, item3], v => (v[0].ValueAs<T1>(), v[1].ValueAs<T2>(), v[2].ValueAs<T3>()));

    public static Output<(T1, T2, T3, T4)> Tuple<T1, T2, T3, T4>(
        Output<T1> item1, Output<T2> item2,
        Output<T3> item3, Output<T4> item4) =>
        TupleOf<(T1, T2, T3, T4)>(
            [item1, item2, item3, item4],
            v => (v[0].ValueAs<T1>(), v[1].ValueAs<T2>(), v[2].ValueAs<T3>(), v[3].ValueAs<T4>()));

    public static Output<(T1, T2, T3, T4, T5)> Tuple<T1, T2, T3, T4, T5>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3,
        Output<T4> item4, Output<T5> item5) =>
        TupleOf<(T1, T2, T3, T4, T5)>(
            [item1, item2, item3, item4, item5],
            v => (v[0].ValueAs<T1>(), v[1].ValueAs<T2>(), v[2].ValueAs<T3>(), v[3].ValueAs<T4>(), v[4].ValueAs<T5>()));

    public static Output<(T1, T2, T3, T4, T5, T6)> Tuple<T1, T2, T3, T4, T5, T6>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3,
        Output<T4> item4, Output<T5> item5, Output<T6> item6) =>
        TupleOf<(T1, T2, T3, T4, T5, T6)>(
            [item1, item2, item3, item4, item5, item6],
            v => (
                v[0].ValueAs<T1>(), v[1].ValueAs<T2>(), v[2].ValueAs<T3>(), v[3].ValueAs<T4>(),
                v[4].ValueAs<T5>(), v[5].ValueAs<T6>()));

    public static Output<(T1, T2, T3, T4, T5, T6, T7)> Tuple<T1, T2, T3, T4, T5, T6, T7>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4,
        Output<T5> item5, Output<T6> item6, Output<T7> item7) =>
        TupleOf<(T1, T2, T3, T4, T5, T6, T7)>(
            [item1, item2, item3, item4, item5, item6, item7],
            v => (
                v[0].ValueAs<T1>(), v[1].ValueAs<T2>(), v[2].ValueAs<T3>(), v[3].ValueAs<T4>(),
                v[4].ValueAs<T5>(), v[5].ValueAs<T6>(), v[6].ValueAs<T7>()));

    public static Output<(T1, T2, T3, T4, T5, T6, T7, T8)> Tuple<T1, T2, T3, T4, T5, T6, T7, T8>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4,
        Output<T5> item5, Output<T6> item6, Output<T7> item7, Output<T8> item8) =>
        TupleOf<(T1, T2, T3, T4, T5, T6, T7, T8)>(
            [item1, item2, item3, item4, item5, item6, item7, item8],
            v => (
                v[0].ValueAs<T1>(), v[1].ValueAs<T2>(), v[2].ValueAs<T3>(), v[3].ValueAs<T4>(),
                v[4].ValueAs<T5>(), v[5].ValueAs<T6>(), v[6].ValueAs<T7>(), v[7].ValueAs<T8>()));

    private static Output<TTuple> TupleOf<TTuple>(object[] items, Func<OutputData[], TTuple> combine)
        where TTuple : struct
        => new(OutputFlow.CombineAsync(items, values => combine(values)));
}
