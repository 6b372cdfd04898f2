//! What people are called, what ails them, and what they say.

use entity::enums::{Gender, VisitKind};

use super::dice::Dice;

/// Which names are usual.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Culture {
    African,
    Arabic,
    Asian,
    English,
    French,
    German,
    Greek,
    Indian,
    Italian,
    Japanese,
    Nordic,
    Polish,
    Portuguese,
    Spanish,
    Turkish,
}

impl Culture {
    /// Names of women, names of men, family names; each separated by spaces.
    fn words(self) -> [&'static str; 3] {
        match self {
            Self::African => [
                "Amina Ngozi Wanjiru Thandiwe Zainab Chioma Akinyi Nomsa Adaeze Halima Njeri Lerato",
                "Kwame Chinedu Kamau Thabo Oluwaseun Juma Sipho Emeka Otieno Tunde Mandla Kofi",
                "Okafor Mwangi Dlamini Adeyemi Otieno Nkosi Balogun Wanjiku Mokoena Eze Kimani Zulu Abiodun Ndlovu",
            ],
            Self::Arabic => [
                "Fatima Layla Mariam Noor Salma Huda Yasmin Zahra Amira Rania Samira Dina",
                "Ahmed Omar Youssef Hassan Khalid Ali Tariq Karim Ibrahim Reza Bilal Nasser",
                "Haddad Mansour El-Sayed Rahman Farouk Nasser Khan Bakr Saleh Karimi Aziz Shah Qureshi Benali",
            ],
            Self::Asian => [
                "Mei Ji-woo Siriporn Xiu Min-seo Anchali Li Soo-ah Ploy Hui Ye-jin Kanya",
                "Wei Min-jun Somchai Jun Ji-ho Arthit Hao Seo-jun Niran Ming Do-yun Chai",
                "Tan Kim Lee Wong Park Chen Lim Choi Ng Srisuk Jung Goh Kang Wattana",
            ],
            Self::English => [
                "Emma Olivia Charlotte Grace Amelia Sophie Hannah Ruby Alice Eleanor Lucy Maya",
                "James Oliver Jack Henry Thomas George Noah Liam Daniel Samuel Ethan Arthur",
                "Smith Jones Taylor Brown Wilson Evans Walker Wright Hughes Murphy Kelly Clarke Cooper Bennett",
            ],
            Self::French => [
                "Camille Léa Manon Chloé Inès Jeanne Louise Margaux Élise Claire Anaïs Zoé",
                "Lucas Hugo Louis Jules Gabriel Antoine Mathis Paul Théo Nicolas Rémi Étienne",
                "Martin Bernard Dubois Thomas Robert Petit Durand Leroy Moreau Lefèvre Garnier Faure Blanc Chevalier",
            ],
            Self::German => [
                "Anna Lena Marie Sophia Lea Johanna Clara Greta Katharina Ursula Heike Frieda",
                "Lukas Jonas Felix Maximilian Paul Jürgen Stefan Matthias Moritz Anton Tobias Karl",
                "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Vogel Zimmermann",
            ],
            Self::Greek => [
                "Maria Eleni Katerina Sofia Anna Dimitra Ioanna Despina Vasiliki Zoe",
                "Giorgos Dimitris Yannis Nikos Kostas Panagiotis Vasilis Christos Stavros Petros",
                "Papadopoulos Georgiou Nikolaidis Ioannou Dimitriou Pappas Vlachos Economou Karas Angelis",
            ],
            Self::Indian => [
                "Ananya Priya Aisha Sunita Kavya Lakshmi Meera Sita Nandini Rupa Tahmina Asha",
                "Arjun Rahul Bikash Sanjay Vikram Rohan Suresh Imran Dipak Anil Kiran Prakash",
                "Sharma Das Banerjee Patel Thapa Gurung Chowdhury Iyer Sen Rao Shrestha Hossain Gupta Joshi",
            ],
            Self::Italian => [
                "Giulia Chiara Francesca Martina Sara Alessia Elena Valentina Lucia Bianca",
                "Marco Luca Matteo Alessandro Lorenzo Davide Andrea Giovanni Paolo Enrico",
                "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Conti Gallo Fontana Moretti",
            ],
            Self::Japanese => [
                "Yui Sakura Hana Aoi Rin Yuki Haruka Naoko Emi Akiko",
                "Haruto Ren Yuto Sota Kenji Hiroshi Takumi Daiki Satoshi Kaito",
                "Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada",
            ],
            Self::Nordic => [
                "Ingrid Astrid Elsa Freja Maja Linnea Sigrid Nora Solveig Karin",
                "Erik Lars Anders Olav Magnus Björn Henrik Nils Håkon Gustav",
                "Johansson Andersson Hansen Olsen Nilsson Larsen Berg Lindström Dahl Haugen Nyström Solberg",
            ],
            Self::Polish => [
                "Anna Katarzyna Zofia Agnieszka Magdalena Maja Ewa Joanna Hanna Barbara",
                "Piotr Jan Tomasz Krzysztof Andrzej Michał Jakub Paweł Stanisław Łukasz",
                "Nowak Kowalski Wiśniewski Wójcik Kamiński Lewandowski Zieliński Szymański Dąbrowski Król",
            ],
            Self::Portuguese => [
                "Mariana Beatriz Inês Ana Carolina Leonor Joana Luísa Helena Teresa",
                "João Miguel Tiago Pedro Rafael Diogo André Gustavo Mateus Henrique",
                "Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Almeida Carvalho Gomes Ribeiro Araújo",
            ],
            Self::Spanish => [
                "Carmen Lucía Elena Sofía Valentina Isabel Ximena Paula Rosario Marta Pilar Camila",
                "Alejandro Diego Javier Carlos Mateo Pablo Luis Andrés Miguel Rafael Emilio Tomás",
                "García Martínez López Hernández Ruiz Santos Ortega Reyes Delgado Cruz Navarro Mendoza Vega Castillo",
            ],
            Self::Turkish => [
                "Ayşe Elif Zeynep Fatma Merve Esra Derya Selin Büşra Gül",
                "Mehmet Mustafa Emre Ahmet Can Burak Kerem Hakan Özgür Serkan",
                "Yılmaz Kaya Demir Çelik Şahin Yıldız Aydın Özdemir Arslan Doğan Kılıç Koç",
            ],
        }
    }

    /// A family name.
    pub fn family(self, dice: &mut Dice) -> &'static str {
        one(self.words()[2], dice)
    }

    /// Somebody's gender and given name.
    pub fn given(self, dice: &mut Dice) -> (Gender, &'static str) {
        let woman = dice.chance(52);
        let name = one(self.words()[usize::from(!woman)], dice);
        (if woman { Gender::Female } else { Gender::Male }, name)
    }
}

fn one(words: &'static str, dice: &mut Dice) -> &'static str {
    let count = words.split(' ').count();
    words.split(' ').nth(dice.below(count)).unwrap_or(words)
}

/// Why somebody comes.
pub fn reasons(kind: VisitKind) -> &'static [&'static str] {
    match kind {
        VisitKind::Consultation => &[
            "Follow-up",
            "Second opinion",
            "Headaches",
            "Back pain",
            "Annual check",
            "Prescription renewal",
            "Results of the last tests",
            "Shortness of breath on stairs",
            "Skin rash",
            "Trouble sleeping",
        ],
        VisitKind::Ultrasound => &["Abdominal scan", "Thyroid scan", "Scan in week 20", "Pain in the right side"],
        VisitKind::Pathology => &["Blood count", "Cholesterol", "Thyroid values", "Blood sugar", "Before surgery"],
        VisitKind::Surgery => &["Mole removal", "Minor hernia", "Ingrown nail", "Cyst removal"],
        VisitKind::SemenCollection => &["Fertility assessment", "Repeat analysis"],
    }
}

/// What somebody feels.
pub const SYMPTOMS: &[&str] =
    &["Since about two weeks", "Worse in the morning", "Comes and goes", "After exercise", "No fever", "Mild, but new"];

/// What patients say who give so many stars, from one to five.
pub const COMMENTS: [&[&str]; 5] = [
    &["Waited for an hour and was sent home.", "Nobody listened."],
    &["Too rushed.", "The visit began late and ended early."],
    &["All right, but I had to ask for everything.", "Fine, nothing special."],
    &["Friendly and clear.", "Good advice, short wait.", "Explained the results well."],
    &["Took the time I needed.", "Best care in years.", "Kind, precise and on time.", "My son was not afraid at all."],
];

/// What doctors answer.
pub const REPLIES: &[&str] =
    &["Thank you for your words.", "I am sorry about the wait; we have changed the plan of the day.", "Get well soon!"];

/// Why a visit was cancelled.
pub const CANCELLED: &[&str] = &["Feeling better", "Cannot leave work", "Ill", "Found an earlier time"];
