using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pawl.Runs.Metrics;

/// <summary>
/// Reads the number at the start of some bytes as the nearest double, ties to even: the same bits as <see cref="double.Parse(string)"/>, several times as fast.
/// Method: Daniel Lemire, "Number Parsing at a Gigabyte per Second", Software: Practice and Experience 51 (2021), algorithm 1. What it does not
/// settle (more than 19 digits, exponents beyond the table, subnormal results) is left to the caller.
/// </summary>
internal static class DecimalReader
{
    private const int LowestPower = -64;
    private const int HighestPower = 64;
    private const int MostDigits = 19;

    /// <summary>For each power of five from <see cref="LowestPower"/> on: its 128 leading bits, high half first.</summary>
    private static readonly (ulong High, ulong Low)[] Fives =
    [
        .. Enumerable.Range(LowestPower, HighestPower - LowestPower + 1).Select(Five),
    ];

    /// <param name="text">Such as <c>1.25,</c>: JSON's form of a number, and something after it.</param>
    /// <param name="length">Bytes the number takes.</param>
    /// <returns>False when it is no number, or one to be read another way.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryRead(ReadOnlySpan<byte> text, out double value, out int length)
    {
        (value, length) = (0, 0);
        var i = 0;
        var isNegative = text.Length > 0 && text[0] == (byte)'-';
        if (isNegative)
        {
            i++;
        }

        var start = i;
        ulong digits = 0;
        while (i < text.Length && (uint)(text[i] - '0') <= 9)
        {
            digits = digits * 10 + (uint)(text[i++] - '0');
        }

        var count = i - start;
        if (count == 0 || (count > 1 && text[start] == (byte)'0'))
        {
            return false;
        }

        var power = 0;
        if (i < text.Length && text[i] == (byte)'.')
        {
            var point = ++i;
            while (i < text.Length && (uint)(text[i] - '0') <= 9)
            {
                digits = digits * 10 + (uint)(text[i++] - '0');
            }

            power = point - i;
            count -= power;
            if (power == 0)
            {
                return false;
            }
        }

        // Leading zeros are counted as digits: at worst a number is left to the caller that could have been read.
        if (count > MostDigits || !TryReadExponent(text, ref i, ref power) || !TryScale(digits, power, out value))
        {
            return false;
        }

        value = isNegative ? -value : value;
        length = i;
        return true;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, ref int i, ref int power)
    {
        if (i >= text.Length || (text[i] | 0x20) != 'e')
        {
            return true;
        }

        i++;
        var isNegative = i < text.Length && text[i] == (byte)'-';
        if (i < text.Length && text[i] is (byte)'-' or (byte)'+')
        {
            i++;
        }

        var start = i;
        var exponent = 0;
        while (i < text.Length && (uint)(text[i] - '0') <= 9 && exponent < 1000)
        {
            exponent = exponent * 10 + (text[i++] - '0');
        }

        power += isNegative ? -exponent : exponent;
        return i > start && exponent < 1000;
    }

    /// <summary>The double nearest to <c>digits · 10^power</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryScale(ulong digits, int power, out double value)
    {
        value = 0;
        if (digits == 0)
        {
            return true;
        }

        if (power is < LowestPower or > HighestPower)
        {
            return false;
        }

        var zeros = BitOperations.LeadingZeroCount(digits);
        digits <<= zeros;
        var (fiveHigh, fiveLow) = Fives[power - LowestPower];
        var high = Math.BigMul(digits, fiveHigh, out var low);
        if ((high & 0x1FF) == 0x1FF)
        {
            var more = Math.BigMul(digits, fiveLow, out _);
            low += more;
            high += low < more ? 1ul : 0;
        }

        if (low == ulong.MaxValue && power is < -27 or > 55)
        {
            return false;
        }

        var top = (int)(high >> 63);
        var mantissa = high >> (top + 9);
        var exponent = ((217_706 * power) >> 16) + 63 + top - zeros + 1023;
        if (low <= 1 && power is >= -4 and <= 23 && (mantissa & 3) == 1 && mantissa << (top + 9) == high)
        {
            mantissa &= ~1ul;
        }

        mantissa = (mantissa + (mantissa & 1)) >> 1;
        if (mantissa >= 1ul << 53)
        {
            mantissa = 1ul << 52;
            exponent++;
        }

        if (exponent is <= 0 or >= 2047)
        {
            return false;
        }

        value = BitConverter.UInt64BitsToDouble((mantissa & ((1ul << 52) - 1)) | ((ulong)exponent << 52));
        return true;
    }

    // As the paper's appendix: exact or cut off from 0 up, a reciprocal rounded up below.
    private static (ulong High, ulong Low) Five(int power)
    {
        BigInteger bits;
        if (power < 0)
        {
            var five = BigInteger.Pow(5, -power);
            var width = (int)(five - 1).GetBitLength();
            bits = BigInteger.Pow(2, power >= -27 ? width + 127 : 2 * width + 128) / five + 1;
        }
        else
        {
            bits = BigInteger.Pow(5, power);
            bits <<= Math.Max(0, 128 - (int)bits.GetBitLength());
        }

        bits >>= Math.Max(0, (int)bits.GetBitLength() - 128);
        return ((ulong)(bits >> 64), (ulong)(bits & ulong.MaxValue));
    }
}
