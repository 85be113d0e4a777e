using Pawl.Shogi.Board;
using Pawl.Shogi.Games;

namespace Pawl.Shogi.Tests.Games;

public sealed class HandicapTests
{
    public static TheoryData<string, int> Missing =>
        new()
        {
            { "even", 0 },
            { "lance", 1 },
            { "right-lance", 1 },
            { "bishop", 1 },
            { "rook", 1 },
            { "rook-and-lance", 2 },
            { "two-pieces", 2 },
            { "three-pieces", 3 },
            { "four-pieces", 4 },
            { "five-pieces", 5 },
            { "left-five-pieces", 5 },
            { "six-pieces", 6 },
            { "right-seven-pieces", 7 },
            { "left-seven-pieces", 7 },
            { "eight-pieces", 8 },
            { "ten-pieces", 10 },
        };

    [Theory]
    [MemberData(nameof(Missing))]
    public void White_lacks_as_many_pieces_as_the_name_says_and_moves_first(string name, int missing)
    {
        var handicap = Handicap.Find(name)!;
        var start = handicap.Start();

        Assert.Equal(20 - missing, start.OccupiedBy((int)Color.White).Count);
        Assert.Equal(20, start.OccupiedBy((int)Color.Black).Count);
        Assert.Equal(handicap.IsEven ? Color.Black : Color.White, start.SideToMove);
        Assert.Same(handicap, Handicap.Of(start));
        Assert.Same(handicap, Handicap.Find(handicap.JapaneseName));
    }

    [Fact]
    public void Every_handicap_is_tested() => Assert.Equal(Missing.Count, Handicap.All.Count);
}
