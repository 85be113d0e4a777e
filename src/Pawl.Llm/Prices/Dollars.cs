using System.Globalization;

namespace Pawl.Llm.Prices;

/// <summary>An amount of US dollars, exactly: whole millionths of a millionth, in which the price of one token is a whole number too.</summary>
/// <param name="Pico">10⁻¹² dollars; up to some 9.2 million dollars. What would go beyond throws <see cref="OverflowException"/>.</param>
public readonly record struct Dollars(long Pico) : IComparable<Dollars>
{
    private const decimal PicoOfOne = 1e12m;

    public static Dollars Zero => default;

    /// <summary>To the nearest 10⁻¹² dollars.</summary>
    public static Dollars Of(decimal amount) => new(decimal.ToInt64(decimal.Round(amount * PicoOfOne)));

    public decimal Amount => Pico / PicoOfOne;

    public static Dollars operator +(Dollars left, Dollars right) => new(checked(left.Pico + right.Pico));

    public static Dollars operator -(Dollars left, Dollars right) => new(checked(left.Pico - right.Pico));

    public static bool operator <(Dollars left, Dollars right) => left.Pico < right.Pico;

    public static bool operator >(Dollars left, Dollars right) => left.Pico > right.Pico;

    public static bool operator <=(Dollars left, Dollars right) => left.Pico <= right.Pico;

    public static bool operator >=(Dollars left, Dollars right) => left.Pico >= right.Pico;

    public int CompareTo(Dollars other) => Pico.CompareTo(other.Pico);

    /// <summary>For people: <c>$12.34</c>, and with as many digits as a small amount needs: <c>$0.000375</c>.</summary>
    public override string ToString() =>
        Amount.ToString(Math.Abs(Amount) >= 1 || Pico == 0 ? "$0.00;-$0.00" : "$0.00####;-$0.00####", CultureInfo.InvariantCulture);
}
