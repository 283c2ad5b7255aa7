package dev.kawasemi.chat.discord;

import java.util.Map;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;

/** A command or option with its name and description in the languages we have; English counts where Discord knows no other. */
record CommandTexts(String name, Words names, Words description) {
    static final String REASON = "reason";
    static final String DRY_RUN = "dry-run";
    static final String LENGTH = "for";
    static final String COLOR = "color";

    private static final int LONGEST_REASON = 200;

    /** A text in our three languages. */
    record Words(String english, String japanese, String korean) {
        Map<DiscordLocale, String> localized() {
            return Map.of(DiscordLocale.JAPANESE, japanese, DiscordLocale.KOREAN, korean);
        }
    }

    /** Under its English name. */
    static CommandTexts of(Words names, Words description) {
        return new CommandTexts(names.english(), names, description);
    }

    SlashCommandData command() {
        return Commands.slash(name, description.english())
                .setNameLocalizations(names.localized())
                .setDescriptionLocalizations(description.localized());
    }

    OptionData option(OptionType type, boolean required) {
        return new OptionData(type, name, description.english(), required)
                .setNameLocalizations(names.localized())
                .setDescriptionLocalizations(description.localized());
    }

    static OptionData reason(boolean required) {
        return of(new Words(REASON, "理由", "이유"), new Words("Why; shown with it", "理由（一緒に表示されます）", "이유(함께 표시됨)"))
                .option(OptionType.STRING, required)
                .setMaxLength(LONGEST_REASON);
    }

    static OptionData dryRun() {
        return of(
                        new Words(DRY_RUN, "確認のみ", "확인만"),
                        new Words(
                                "Only say what would be done and what is in the way",
                                "実行せず、手順と妨げになるものだけを表示",
                                "실행하지 않고 계획과 막는 것만 표시"))
                .option(OptionType.BOOLEAN, false);
    }

    static OptionData length() {
        return of(
                        new Words(LENGTH, "期間", "기간"),
                        new Words(
                                "How long: 30m, 2h, 1d; 4h when left out",
                                "期間：30m、2h、1d。省略時は4h",
                                "기간: 30m, 2h, 1d. 생략하면 4h"))
                .option(OptionType.STRING, false)
                .setMaxLength(20);
    }

    static OptionData color() {
        return of(
                        new Words(COLOR, "色", "색"),
                        new Words("Which colour; else the one that serves", "色。省略時は稼働中の方", "색. 생략하면 서비스 중인 쪽"))
                .option(OptionType.STRING, false)
                .addChoice("blue", "blue")
                .addChoice("green", "green");
    }
}
