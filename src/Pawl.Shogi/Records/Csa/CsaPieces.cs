using Pawl.Shogi.Board;

namespace Pawl.Shogi.Records.Csa;

/// <summary>Pieces as two letters: FU KY KE GI KI KA HI OU, promoted TO NY NK NG UM RY.</summary>
internal static class CsaPieces
{
    /// <summary>By <see cref="PieceType"/>, two letters each.</summary>
    private const string Letters = "  FUKYKEGIKAHIKIOUTONYNKNGUMRY";

    public static ReadOnlySpan<char> Name(PieceType type) => Letters.AsSpan((int)type * 2, 2);

    /// <returns><see cref="PieceType.None"/> for two characters that are no piece.</returns>
    public static PieceType Find(ReadOnlySpan<char> text)
    {
        for (var type = PieceType.Pawn; type <= PieceType.Dragon; type++)
        {
            if (text.SequenceEqual(Name(type)))
            {
                return type;
            }
        }

        return PieceType.None;
    }

    /// <param name="text">Two digits, file and rank, as <c>77</c>.</param>
    public static bool TryParseSquare(ReadOnlySpan<char> text, out Square square)
    {
        var ok = text is [>= '1' and <= '9', >= '1' and <= '9'];
        square = ok ? Square.Of(text[0] - '0', text[1] - '0') : default;
        return ok;
    }
}
