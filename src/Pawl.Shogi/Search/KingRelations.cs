using Pawl.Shogi.Board;

namespace Pawl.Shogi.Search;

/// <summary>
/// What a piece is worth more, in centipawns, for where it stands seen from either king: attackers near the other king, defenders near their own. Files apart
/// count by distance alone, left and right being alike. All numbers are set by hand.
/// </summary>
internal static class KingRelations
{
    private const int FilesApart = 9;
    private const int RanksApart = 17;
    private const int Relations = FilesApart * RanksApart;

    /// <summary>(81 kings, 81 squares), seen by Black: files apart, then ranks apart from 8 ahead to 8 behind.</summary>
    private static readonly byte[] RelationTable = AllRelations();

    /// <summary>(16 types, relations): the king is the other player's.</summary>
    private static readonly short[] Attack = Fill(AttackOf);

    /// <summary>(16 types, relations): the king is the piece's own.</summary>
    private static readonly short[] Defence = Fill(DefenceOf);

    /// <summary>(81 squares), seen by Black.</summary>
    private static readonly short[] KingPlaces = [.. Enumerable.Range(0, Square.Count).Select(KingPlace)];

    /// <param name="square">The piece's, turned round for White, as is the king's.</param>
    /// <param name="type">Any but the king.</param>
    public static int OfAttack(PieceType type, int enemyKing, int square) =>
        Attack[((int)type * Relations) + RelationTable[(enemyKing * Square.Count) + square]];

    /// <inheritdoc cref="OfAttack"/>
    public static int OfDefence(PieceType type, int ownKing, int square) =>
        Defence[((int)type * Relations) + RelationTable[(ownKing * Square.Count) + square]];

    /// <param name="square">The king's, turned round for White.</param>
    public static int OfKing(int square) => KingPlaces[square];

    /// <summary>How strongly a type takes part in an attack, in percent of a gold.</summary>
    private static int AttackWeight(PieceType type) =>
        type switch
        {
            PieceType.Pawn => 12,
            PieceType.Lance => 12,
            PieceType.Knight => 25,
            PieceType.Silver => 75,
            PieceType.Gold or PieceType.PromotedSilver => 100,
            PieceType.PromotedPawn => 150,
            PieceType.PromotedKnight or PieceType.PromotedLance => 110,
            PieceType.Bishop => 12,
            PieceType.Rook => 15,
            PieceType.Horse => 70,
            PieceType.Dragon => 80,
            _ => 0,
        };

    /// <summary>How much a type belongs near its own king, in percent of a gold.</summary>
    private static int DefenceWeight(PieceType type) =>
        type switch
        {
            PieceType.Pawn => 15,
            PieceType.Lance => 20,
            PieceType.Knight => 20,
            PieceType.Silver => 75,
            PieceType.Gold => 100,
            PieceType.Horse => 90,
            PieceType.Rook => -25,
            >= PieceType.PromotedPawn and <= PieceType.PromotedSilver => 40,
            _ => 0,
        };

    /// <param name="ahead">Ranks the piece stands beyond the other king, negative on the side it comes from.</param>
    private static int AttackOf(PieceType type, int files, int ahead)
    {
        var near = Near(files, ahead);
        // a piece that has passed the king attacks it from behind, where silvers, golds and pawns hardly move back
        var behind = ahead > 0 && type is not (PieceType.Horse or PieceType.Dragon) ? near / 2 : near;
        return (behind * AttackWeight(type) / 100) + Advance(type, files);
    }

    private static int DefenceOf(PieceType type, int files, int ahead)
    {
        var near = Near(files, ahead);
        // shelter stands in front of the king and beside it
        var placed = ahead < 0 ? near * 2 / 3 : near;
        return placed * DefenceWeight(type) / 100;
    }

    private static int Advance(PieceType type, int files) => type is PieceType.Gold or PieceType.Silver ? -3 * files : 0;

    private static int Near(int files, int ranks) =>
        Math.Max(files, Math.Abs(ranks)) switch
        {
            0 => 0,
            1 => files == 0 || ranks == 0 ? 85 : 75,
            2 => 55,
            3 => 25,
            4 => 5,
            5 => -10,
            _ => -25,
        };

    /// <summary>A king at home and away from the centre file, as in the usual castles on files 2, 3, 7 and 8.</summary>
    private static short KingPlace(int square)
    {
        ReadOnlySpan<short> files = [25, 65, 50, 5, -20, 5, 50, 65, 25];
        ReadOnlySpan<short> ranks = [60, 20, -60, -180, -230, -210, -130, -15, 0];
        return (short)(files[square / 9] + ranks[square % 9]);
    }

    private static short[] Fill(Func<PieceType, int, int, int> value)
    {
        var table = new short[16 * Relations];
        for (var type = PieceType.Pawn; type <= PieceType.Dragon; type++)
        {
            for (var relation = 0; relation < Relations; relation++)
            {
                table[((int)type * Relations) + relation] = (short)value(type, relation / RanksApart, 8 - (relation % RanksApart));
            }
        }

        return table;
    }

    private static byte[] AllRelations()
    {
        var table = new byte[Square.Count * Square.Count];
        for (var king = 0; king < Square.Count; king++)
        {
            for (var square = 0; square < Square.Count; square++)
            {
                var files = Math.Abs((king / 9) - (square / 9));
                var ranks = (square % 9) - (king % 9) + 8;
                table[(king * Square.Count) + square] = (byte)((files * RanksApart) + ranks);
            }
        }

        return table;
    }
}
