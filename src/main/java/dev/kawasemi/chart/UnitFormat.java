package dev.kawasemi.chart;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;

/** A number in another unit, with the unit's name: {@code 2 min} for 120. Nothing outside of a range: there a label would stand on something else. */
final class UnitFormat extends NumberFormat {
    private final double divisor;
    private final DecimalFormat number = new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT));
    private final String unit;
    private final double least;
    private final double most;

    UnitFormat(double divisor, String unit, double least, double most) {
        this.divisor = divisor;
        this.unit = unit;
        this.least = least;
        this.most = most;
    }

    @Override
    public StringBuffer format(double value, StringBuffer to, FieldPosition position) {
        return value < least || value > most
                ? to
                : to.append(number.format(value / divisor)).append(unit);
    }

    @Override
    public StringBuffer format(long value, StringBuffer to, FieldPosition position) {
        return format((double) value, to, position);
    }

    @Override
    public Number parse(String source, ParsePosition position) {
        throw new UnsupportedOperationException("an axis is only written");
    }
}
